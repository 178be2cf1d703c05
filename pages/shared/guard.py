"""What a visitor sees when a page fails: one sentence and a number to quote, never a traceback."""

import logging
import uuid

import streamlit as st

LOG = logging.getLogger(__name__)


def on_script_error(error: Exception) -> bool:
    """Log the error under a number and say the number; True keeps Streamlit from showing its own text."""
    number = uuid.uuid4().hex[:6]
    LOG.error("page failed, %s", number, exc_info=error)
    st.error(
        f"Trang này gặp lỗi (mã {number}). Số liệu không bị ảnh hưởng. "
        "Hãy tải lại trang; nếu vẫn lỗi, báo mã này cho Phòng Văn hóa và Thông tin."
    )
    return True
