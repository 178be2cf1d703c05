"""A box that finds a commune among thousands: what is typed is looked up at the server, a few lines at a time."""

from collections.abc import Callable, Mapping

from pages.elements.module import as_sent, component

_mount = component("finder", '<div class="dx-finder"></div>')


def finder(
    label: str,
    *,
    key: str,
    chosen: Mapping[str, str],
    address: str,
    parameter: str = "",
    everybody: tuple[str, str] | None = None,
    most: int = 1,
    width: int | str = "stretch",
    on_picked: Callable[[], None] | None = None,
) -> None:
    """Show the box.

    `chosen`     codes with their names, as they stand in it
    `address`    of `/tim-don-vi`, with the release and period in which to look
    `parameter`  of the page's address that a choice is written into; without, `on_picked` is called, and finds
                 the codes, joined by commas, in `st.session_state[key].picked`
    `everybody`  code and name of the choice of nobody in particular, where there is one
    `most`       how many can be chosen
    """
    data = {
        "label": label,
        "chosen": list(chosen.items()),
        "address": address,
        "parameter": parameter,
        "all": everybody,
        "most": most,
        "placeholder": "Tên, mã hoặc tỉnh",
    }
    told = {"on_picked_change": on_picked} if on_picked else {}
    _mount(key=key, data=as_sent(data), width=width, **told)
