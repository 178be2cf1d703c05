"""Formulas over variables: `ho_so_truc_tuyen / tong_ho_so * 100`. Parsed here, never evaluated as code."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)(?![\w.])|([\w.]+)|([-+*/()]))")
_LONGEST = 400
_DEEPEST = 40


class FormulaError(ValueError):
    """A formula that cannot be read; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`sign` is one of + - * /. A leading minus is written 0 - x."""

    sign: str
    left: "Node"
    right: "Node"


Node = Number | Variable | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula and the variables in it, in order of first use."""

    root: Node
    variables: tuple[str, ...]

    @property
    def single(self) -> str | None:
        """The variable, where the formula is nothing but one."""
        return self.root.name if isinstance(self.root, Variable) else None


UNWRITTEN = Formula(Number(0.0), ())
"""Stands for a formula that nobody has written yet; it is never computed."""


def parse(text: str) -> Formula:
    """The formula written in `text`.

    Raises FormulaError when it is not one.
    """
    tokens = _tokens(text)
    if len(tokens) > _LONGEST:
        raise FormulaError(f"công thức dài quá {_LONGEST} thành phần")
    parser = _Parser(tokens)
    root = parser.sum(0)
    if parser.peek():
        raise FormulaError(f"thừa “{parser.peek()}”")
    return Formula(root, tuple(dict.fromkeys(_names(root))))


def sql(node: Node, column_of: Mapping[str, str]) -> str:
    """The formula as DuckDB SQL over columns; NULL where it divides by zero.

    `column_of` gives each variable's column; nothing of the formula's own text gets into the SQL.
    """
    match node:
        case Number(value):
            return literal(value)
        case Variable(name):
            return column_of[name]
        case Operation(sign, left, right):
            divisor = sql(right, column_of)
            # DuckDB gives 1/0 = inf, which would spread silently through every mean.
            return f"({sql(left, column_of)} {sign} {f'nullif({divisor}, 0)' if sign == '/' else divisor})"


def literal(number: float) -> str:
    """A DOUBLE literal; without the exponent DuckDB would make a DECIMAL of it and round it twice."""
    digits = repr(float(number))
    return f"({digits if 'e' in digits else digits + 'e0'})"


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise FormulaError(f"không hiểu ký tự “{text[at:].lstrip()[0]}”")
        tokens.append(match.group().strip())
        at = match.end()
    return tokens


def _names(node: Node) -> Iterator[str]:
    match node:
        case Variable(name):
            yield name
        case Operation(_, left, right):
            yield from _names(left)
            yield from _names(right)


class _Parser:
    """Recursive descent: sum → product → factor. `depth` keeps brackets from exhausting the stack."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def sum(self, depth: int) -> Node:
        node = self.product(depth)
        while self.peek() in ("+", "-"):
            node = Operation(self.take(), node, self.product(depth))
        return node

    def product(self, depth: int) -> Node:
        node = self.factor(depth)
        while self.peek() in ("*", "/"):
            node = Operation(self.take(), node, self.factor(depth))
        return node

    def factor(self, depth: int) -> Node:
        if depth > _DEEPEST:
            raise FormulaError("quá nhiều ngoặc lồng nhau")
        token = self.take()
        if token == "-":
            return Operation("-", Number(0.0), self.factor(depth + 1))
        if token == "+":
            return self.factor(depth + 1)
        if token == "(":
            node = self.sum(depth + 1)
            if self.take() != ")":
                raise FormulaError("thiếu dấu “)”")
            return node
        if token == "" or token in "+*/)":
            raise FormulaError(f"thiếu số hoặc tên biến trước “{token}”" if token else "công thức còn dở dang")
        return Number(float(token)) if re.fullmatch(r"\d+\.?\d*([eE][+-]?\d+)?|\.\d+", token) else Variable(token)
