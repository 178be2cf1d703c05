"""Places of a sheet as Excel names them."""


def letter(column: int) -> str:
    """The letters of a column counted from zero: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
