"""Reading a request's parameters: Stripe's form encoding (`a[b][0][c]=d`) and multipart uploads."""

import itertools
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from .errors import Refusal

KEY = re.compile(r"([^\[\]]+)|\[([^\[\]]*)\]")
Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    filename: str
    content: bytes


def read_form(text: str) -> Tree:
    """`a[b]=1&a[c][0]=2` as `{"a": {"b": "1", "c": {"0": "2"}}}`; `a[]=1` as a list. Leaves are strings."""
    tree: Tree = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        plant(tree, name, value)
    return tree


def plant(tree: Tree, name: str, value: Any) -> None:
    if "[" not in name:
        tree[name] = value
        return
    path = [plain or bracketed for plain, bracketed in KEY.findall(name)]
    node: Any = tree
    for step, following in itertools.pairwise(path):
        node = node.setdefault(step, [] if following == "" else {})
        if not isinstance(node, dict) and following != "":
            raise Refusal(f"Invalid parameter name: {name}", param=name, ours=True)
    if isinstance(node, list):
        node.append(value)
    else:
        node[path[-1]] = value


def read_multipart(body: bytes, content_type: str) -> Tree:
    """The parts of a `multipart/form-data` body: text as strings, files as `Upload`."""
    boundary = content_type.partition("boundary=")[2].strip('"').encode()
    tree: Tree = {}
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        name = re.search(rb'[; ]name="([^"]*)"', head)
        filename = re.search(rb'filename="([^"]*)"', head)
        if name is None:
            raise Refusal("A part of the multipart body has no name.", ours=True)
        plant(tree, name[1].decode(), Upload(filename[1].decode(), content) if filename else content.decode())
    return tree
