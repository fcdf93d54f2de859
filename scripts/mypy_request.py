"""What do our middlewares put on a request? Tells mypy, so that `request.actor` is known and checked in every view."""

from collections.abc import Callable

from mypy.nodes import MypyFile
from mypy.plugin import ClassDefContext, Plugin
from mypy.plugins.common import add_attribute_to_class
from mypy.types import AnyType, Instance, Type, TypeOfAny

REQUEST = "django.http.request.HttpRequest"
ACTOR = "livskraft.access.actor.Actor"
ASSIGNMENT = "livskraft.access.models.Assignment"
HTMX = "django_htmx.middleware.HtmxDetails"


def put_on_request(context: ClassDefContext) -> None:
    def known(name: str) -> Type:
        found = context.api.lookup_fully_qualified_or_none(name)
        if found is None or not hasattr(found.node, "defn"):
            # Not read yet; mypy comes back to this class when it is.
            return AnyType(TypeOfAny.special_form)
        return Instance(found.node, [])  # type: ignore[arg-type]  # a class, as its `defn` shows

    listed = context.api.named_type("builtins.list", [known(ASSIGNMENT)])
    for name, kind in {"actor": known(ACTOR), "assignments": listed, "htmx": known(HTMX)}.items():
        add_attribute_to_class(context.api, context.cls, name, kind)


class RequestPlugin(Plugin):
    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        modules = [name.rpartition(".")[0] for name in (ACTOR, ASSIGNMENT, HTMX)]
        return [(10, module, -1) for module in modules] if file.fullname == "django.http.request" else []

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return put_on_request if fullname == REQUEST else None


def plugin(version: str) -> type[Plugin]:
    return RequestPlugin
