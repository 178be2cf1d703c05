"""TCVN3 (ABC, the .Vn fonts): one byte a letter, where Windows sees other letters.

The table is TCVN 5712:1993 VN3, checked on files that offices published; capital letters with tones have no bytes of
their own, they are small letters in a font of capitals.
"""

_LETTERS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}

TABLE = {first + step: letter for first, letters in _LETTERS.items() for step, letter in enumerate(letters)}
"""From the byte, or the Latin letter that stands for it in Unicode, to the letter that was meant."""


def from_latin(text: str) -> str:
    """The text that was meant by TCVN3 letters which a program took for Latin ones."""
    return text.translate(TABLE)
