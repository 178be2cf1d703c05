"""A run of the pages' script as HTML in the widths and distances that the page will have."""

from html import escape

from streamlit.proto.Block_pb2 import Block
from streamlit.proto.GapSize_pb2 import GapSize
from streamlit.proto.Navigation_pb2 import Navigation

from pages.first_view import words
from pages.first_view.elements import ARROW, element
from pages.first_view.run import Node, Ran

GAPS = {GapSize.SMALL: 16, GapSize.MEDIUM: 32, GapSize.LARGE: 64, GapSize.NONE: 0, GapSize.XSMALL: 8}
ALIGNED = {
    Block.FlexContainer.ALIGN_START: "flex-start",
    Block.FlexContainer.ALIGN_END: "flex-end",
    Block.FlexContainer.ALIGN_CENTER: "center",
}
PLAIN = 16
"""Pixels between elements where nothing else is said."""


def drawn(ran: Ran) -> str:
    """The menu and the body."""
    return f'{_menu(ran.menu)}<div class="first-body">{_stack(ran.body)}</div>'


def _stack(node: Node, gap: int = PLAIN) -> str:
    return f'<div class="first-stack" style="gap:{gap}px">{_children(node)}</div>'


def _children(node: Node, *, lying: bool = False) -> str:
    return "".join(_node(node.children[at], lying=lying) for at in sorted(node.children))


def _node(node: Node, *, lying: bool) -> str:
    kind = node.delta.WhichOneof("type")
    if kind == "new_element":
        made = element(node.delta.new_element)
        return f'<div class="{_key(_id(node))}"{_width(node, lying=lying)}>{made}</div>' if made else ""
    if kind != "add_block" or (not node.children and not node.delta.add_block.allow_empty):
        return ""
    block = node.delta.add_block
    if block.HasField("column"):
        share = block.column.weight * 100
        gap = _gap(block.column.gap_config)
        return f'<div class="first-column" style="--share:{share:.4g}%;--gap:{gap}px">{_stack(node)}</div>'
    if block.HasField("expandable"):
        label = words.inline(block.expandable.label)
        shown = " open" if block.expandable.expanded else ""
        return f'<details class="first-more"{shown}><summary>{label}</summary>{_stack(node)}</details>'
    return f"<div{_width(node, lying=lying)}>{_flex(node, block)}</div>"


def _flex(node: Node, block: Block) -> str:
    it = block.flex_container
    gap = _gap(it.gap_config) if block.HasField("flex_container") else PLAIN
    key = _key(block.id)
    edge = " first-edge" if it.border else ""
    if it.direction != Block.FlexContainer.HORIZONTAL:
        return f'<div class="first-stack{edge} {key}" style="gap:{gap}px">{_children(node)}</div>'
    style = f"gap:{gap}px;align-items:{ALIGNED.get(it.align, 'stretch')}"
    return f'<div class="first-row{edge} {key}" style="{style}">{_children(node, lying=True)}</div>'


def _width(node: Node, *, lying: bool) -> str:
    """How wide in a row; a stack gives each its whole width, if it does not ask for less."""
    is_block = node.delta.WhichOneof("type") == "add_block"
    given = node.delta.add_block.width_config if is_block else node.delta.new_element.width_config
    kind = given.WhichOneof("width_spec")
    if kind == "pixel_width":
        return f' style="flex:0 0 {"" if lying else "auto;width:"}{given.pixel_width}px;max-width:100%"'
    if not lying:
        return ""
    if kind == "use_content":
        return ' style="flex:0 0 auto"'
    return f' style="flex:1 1 {"8rem" if is_block else "fit-content"}"'


def _gap(given: object) -> int:
    return GAPS.get(given.gap_size, PLAIN)  # type: ignore[attr-defined]


def _id(node: Node) -> str:
    it = node.delta.new_element
    return str(getattr(getattr(it, it.WhichOneof("type") or ""), "id", ""))


def _key(identity: str) -> str:
    """The class that Streamlit makes of a key, which our styles go by: the id ends with it."""
    name = identity.removeprefix("$$ID-").partition("-")[2]
    return f"st-key-{escape(name)}" if name and name != "None" else ""


def _menu(menu: Navigation) -> str:
    """The top bar: links to pages, and the names of groups."""
    bar, named = [], set()
    for page in menu.app_pages:
        if page.is_hidden:
            continue
        if not page.section_header:
            here = ' aria-current="page"' if page.page_script_hash == menu.page_script_hash else ""
            path, name = escape(page.url_pathname), escape(page.page_name)
            bar.append(f'<a href="/{path}" data-words="{name}"{here}>{name}</a>')
        elif page.section_header not in named:
            named.add(page.section_header)
            bar.append(f"<span>{escape(page.section_header)}{ARROW}</span>")
    return f'<nav class="first-menu" aria-label="Trang">{"".join(bar)}</nav>'
