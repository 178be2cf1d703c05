// Streamlit's own words are English only. What it says is looked up whole, wherever it appears.
(() => {
  const WORDS = new Map(Object.entries({
    "Running...": "Đang tính…",
    "Stopping...": "Đang dừng…",
    "Connecting...": "Đang kết nối…",
    "Connecting": "Đang kết nối…",
    "Please wait...": "Xin chờ…",
    "Loading...": "Đang tải…",
    "Reconnected to server.": "Đã kết nối lại.",
    "Stop": "Dừng",
    "Rerun": "Tính lại",
    "Always rerun": "Luôn tính lại",
    "Close": "Đóng",
    "Cancel": "Hủy",
    "Clear": "Xóa",
    "Connection error": "Mất kết nối với máy chủ",
    "Connection lost. Please wait for the app to reconnect, then try again.": "Mất kết nối. Xin chờ kết nối lại rồi thử lần nữa.",
    "Streamlit server is not responding. Are you connected to the internet?": "Máy chủ không trả lời. Hãy kiểm tra kết nối mạng.",
    "Unable to connect to Streamlit server": "Không kết nối được với máy chủ",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "Trang sẽ tự kết nối lại khi máy chủ hoạt động. Nếu kéo dài, hãy báo người quản trị.",
    "streamlit run yourscript.py": "",
    "Network error": "Lỗi mạng",
    "Network issue": "Lỗi mạng",
    "Connection timed out": "Hết thời gian chờ kết nối",
    "Connection timed out.": "Hết thời gian chờ kết nối.",
    "Page not found": "Không có trang này",
    "The page that you have requested does not seem to exist": "Địa chỉ này không có trong bảng số liệu",
    "The page that you have requested does not seem to exist. Running the app's main page.": "Địa chỉ này không có trong bảng số liệu. Đang mở trang đầu.",
    "Error": "Lỗi",
    "Your app is having trouble loading the component.": "Không tải được thành phần này của trang.",
    "Skip to main content": "Đến nội dung chính",
    "App pages": "Các trang",
    "Navigate to home page": "Về trang đầu",
    "Main menu": "Trình đơn",
    "Expand sidebar": "Mở thanh bên",
    "Collapse sidebar": "Thu thanh bên",
    "View less": "Thu gọn",
    "View more": "Xem thêm",
    "Scroll tabs left": "Cuộn sang trái",
    "Scroll tabs right": "Cuộn sang phải",
    "Print": "In",
    "Settings": "Cài đặt",
    "About": "Giới thiệu",
    "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thoát toàn màn hình",
    "Search": "Tìm",
    "Close Search": "Đóng ô tìm",
    "Download as CSV": "Tải CSV",
    "Copy to clipboard": "Sao chép",
    "Copied!": "Đã sao chép",
    "Show/hide columns": "Ẩn, hiện cột",
    "Sort ascending": "Xếp tăng dần",
    "Sort descending": "Xếp giảm dần",
    "Format": "Định dạng",
    "Autosize": "Vừa bề rộng",
    "Pin column": "Ghim cột",
    "Unpin column": "Bỏ ghim cột",
    "Hide column": "Ẩn cột",
    "Copy column name": "Sao chép tên cột",
    "Add row": "Thêm dòng",
    "Delete row(s)": "Xóa dòng",
    "Choose an option": "Chọn",
    "Choose options": "Chọn",
    "Select an option": "Chọn",
    "Select...": "Chọn…",
    "No results": "Không tìm thấy",
    "No options to select": "Không có gì để chọn",
    "Select all": "Chọn tất cả",
    "Clear all": "Bỏ chọn tất cả",
    "Clear value": "Xóa giá trị",
    "Clear entry": "Xóa",
    "Clear date": "Xóa ngày",
    "Clear dates": "Xóa ngày",
    "Selected values": "Đã chọn",
    "Selectbox options": "Danh sách để chọn",
    "Multiselect options": "Danh sách để chọn",
    "Open": "Mở",
    "Increment": "Tăng",
    "Decrement": "Giảm",
    "Choose date": "Chọn ngày",
    "Choose date range": "Chọn khoảng ngày",
    "Date range": "Khoảng ngày",
    "Next page": "Trang sau",
    "Previous page": "Trang trước",
    "Pagination": "Phân trang",
    "Show password": "Hiện mật khẩu",
    "Hide password": "Ẩn mật khẩu",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    "Press Enter to submit form": "Nhấn Enter để gửi",
    "Press Ctrl+Enter to apply": "Nhấn Ctrl+Enter để áp dụng",
    "Upload": "Chọn tệp",
    "Browse files": "Chọn tệp",
    "Add files": "Thêm tệp",
    "Drag and drop a file here": "Kéo thả tệp vào đây",
    "Drag and drop files here": "Kéo thả các tệp vào đây",
    "Drag and drop file here": "Kéo thả tệp vào đây",
    "Error uploading file": "Không tải lên được tệp",
    "Error deleting file": "Không xóa được tệp",
    "File type not allowed.": "Loại tệp này không được nhận.",
    "Download failed": "Không tải về được",
    "Number is above the allowed range.": "Số lớn hơn mức cho phép.",
    "Number is below the allowed range.": "Số nhỏ hơn mức cho phép.",
    "Invalid input.": "Giá trị không hợp lệ.",
  }));
  const FORMS = [
    [/^This app has encountered an error\. .*$/s, "Trang gặp lỗi. Chi tiết đã được ghi lại cho người quản trị."],
    [/^You have requested page \/(.*), but no corresponding file was found.*$/s, "Không có trang “$1”. Đang mở trang đầu."],
    [/^(\d+(?:\.\d+)?) ?([KMG]B) per file(?:\s*•\s*(.*))?$/, (all, size, unit, kinds) => `Mỗi tệp tối đa ${size} ${unit}${kinds ? ` · ${kinds}` : ""}`],
    [/^Limit (\d+) ?([KMG]B) per file(?:\s*•\s*(.*))?$/, (all, size, unit, kinds) => `Mỗi tệp tối đa ${size} ${unit}${kinds ? ` · ${kinds}` : ""}`],
    [/^File must be ([\d.]+) ?([KMG]B) or smaller\.?$/, "Tệp phải nhỏ hơn hoặc bằng $1 $2."],
    [/^(\S+) files are not allowed\.?$/, "Không nhận tệp $1."],
    [/^Error: (?:AxiosError|Network Error).*$/s, "Không tải lên được tệp. Hãy thử lại."],
    [/^(\d+) more$/, "$1 mục nữa"],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^Select (\d+) matches$/, "Chọn $1 mục khớp"],
    [/^Add: (.+)$/, "Thêm: $1"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "Chỉ chọn được nhiều nhất $1 mục. Hãy bỏ bớt một mục."],
    [/^Page (\d+)$/, "Trang $1"],
    [/^Selected (.+)\. Select\.\.\.$/, "Đang chọn $1"],
    [/^Number is above the allowed range\..* ([\d.]+)\.$/, "Số phải nhỏ hơn hoặc bằng $1."],
    [/^Number is below the allowed range\..* ([\d.]+)\.$/, "Số phải lớn hơn hoặc bằng $1."],
  ];
  const ATTRIBUTES = ["aria-label", "placeholder", "title", "alt"];
  // Our own pictures and tables are Vietnamese already, and large.
  const OURS = ".dx-exhibit, .dx-drawn, svg, script, style";

  function inVietnamese(text) {
    const asked = text.trim();
    if (!/^[\dA-Zs]/.test(asked) || asked.length > 400) return text;
    if (WORDS.has(asked)) return WORDS.get(asked);
    for (const [form, said] of FORMS) if (form.test(asked)) return asked.replace(form, said);
    return text;
  }

  function element(node) {
    for (const name of ATTRIBUTES) attribute(node, name);
  }

  function attribute(node, name) {
    const given = node.getAttribute(name);
    const said = given && inVietnamese(given);
    if (said && said !== given) node.setAttribute(name, said);
  }

  function text(node) {
    const said = inVietnamese(node.data);
    if (said !== node.data) node.data = said;
  }

  function tree(root) {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return;
    element(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => (node.nodeType === Node.ELEMENT_NODE && node.matches(OURS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
    });
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) text(walker.currentNode);
      else element(walker.currentNode);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      const at = change.target;
      if ((at.nodeType === Node.TEXT_NODE ? at.parentElement : at)?.closest?.(OURS)) continue;
      if (change.type === "attributes") attribute(at, change.attributeName);
      else if (change.type === "characterData") text(at);
      else change.addedNodes.forEach(tree);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
})();
