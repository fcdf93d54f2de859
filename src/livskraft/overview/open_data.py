"""What is told to other systems, and which schema does it follow?"""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from livskraft.modules.activities.public import Allergen, Kind, OpenLunch, Shown, SignUpMode
from livskraft.modules.minigym.public import DayHours, OpenGym
from livskraft.overview.open_places import Place, absolute

Json = dict[str, Any]
# Raised when a field is removed or changes its meaning; a new field does not raise it.
VERSION = 1


def feed(places: list[Place], moment: datetime) -> Json:
    """Every place; follows `schema`."""
    return {
        "version": VERSION,
        "schema": absolute(reverse("open_data_schema")),
        "made": moment.isoformat(timespec="seconds"),
        "places": [describe(each) for each in places],
    }


def describe(place: Place) -> Json:
    """One place, as in the feed."""
    told = place.told
    picture = {"url": absolute(reverse("place_picture", args=[place.pk])), "alt": told.picture_alt} if told else None
    return {
        "id": place.pk,
        "name": place.name,
        "area": place.area,
        "part": place.part,
        "address": place.address,
        "provider": place.provider,
        "text": told.text if told else "",
        "phone": told.phone if told else "",
        "email": told.email if told else "",
        "way": told.way if told else "",
        "access": told.access if told else "",
        "picture": picture if told and told.picture_id else None,
        "page": absolute(place.url),
        "calendar": absolute(reverse("place_calendar", args=[place.pk])),
        "programme_page": absolute(reverse("place_programme", args=[place.pk])),
        "programme": [
            {"date": day.on.isoformat(), "closed": day.closed, "occasions": [_occasion(each) for each in day.occasions]}
            for day in place.programme
        ],
        "lunch": _lunch(place.lunch) if place.lunch else None,
        "minigyms": [_gym(gym) for gym in place.gyms],
    }


def _occasion(shown: Shown) -> Json:
    """Without who leads it: a name that stands on a wall is not for every system."""
    return {
        "id": shown.occasion,
        "title": shown.title,
        "kind": shown.kind.value,
        "description": shown.description,
        "starts": _moment(shown.starts_at),
        "ends": _moment(shown.ends_at) if shown.to_time else None,
        "place": shown.place,
        "partner": shown.partner,
        "cost": None if shown.cost is None else float(shown.cost),
        "for_whom": shown.for_whom,
        "accessibility": shown.accessibility,
        "sign_up": shown.sign_up.value,
        "sign_up_page": absolute(reverse("public_sign_up", args=[shown.occasion]))
        if shown.sign_up == SignUpMode.PUBLIC and not shown.cancelled
        else None,
        "cancelled": shown.cancelled,
        "reason": shown.reason,
        "moved_from": _moment(shown.moved_from) if shown.moved_from else None,
    }


def _moment(when: datetime) -> str:
    return timezone.localtime(when).isoformat(timespec="seconds")


def _lunch(lunch: OpenLunch) -> Json:
    return {
        "weekdays": [number + 1 for number in lunch.weekdays],
        "hours": [f"{lunch.from_time:%H:%M}", f"{lunch.to_time:%H:%M}"],
        "price": None if lunch.price is None else float(lunch.price),
        "note": lunch.note,
        "bookable": lunch.bookable,
        "days": [
            {
                "date": day.on.isoformat(),
                "dishes": [
                    {"name": dish.name, "vegetarian": dish.vegetarian, "allergens": dish.allergens}
                    for dish in day.dishes
                ],
            }
            for day in lunch.days
        ],
    }


def _gym(gym: OpenGym) -> Json:
    return {
        "id": gym.pk,
        "name": gym.name,
        "room": gym.room,
        "hours_known": gym.hours_known,
        "closed_until_further_notice": gym.closed_until_further_notice or None,
        "days": [_day(day) for day in gym.days],
        "equipment": [
            {"kind": kind.name, "in_use": kind.in_use, "out_of_use": kind.out_of_use} for kind in gym.equipment
        ],
    }


def _day(day: DayHours) -> Json:
    return {
        "date": day.day.isoformat(),
        "open": [[f"{span.start:%H:%M}", f"{span.end:%H:%M}"] for span in day.opening],
        "staffed": [[f"{span.start:%H:%M}", f"{span.end:%H:%M}"] for span in day.staffed],
        "closed_because": day.closed_because,
        "note": day.note,
    }


def _text(what: Any, **more: Any) -> Json:
    return {"type": "string", "description": str(what), **more}


def _whole(what: Any, properties: Json) -> Json:
    """An object that has each of the properties; later versions may have more."""
    return {"type": "object", "description": str(what), "required": sorted(properties), "properties": properties}


def _span(what: Any = "") -> Json:
    clock = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
    said = {"description": str(what)} if what else {}
    return {"type": "array", "items": clock, "minItems": 2, "maxItems": 2} | said


def _spans(what: Any) -> Json:
    return {"type": "array", "description": str(what), "items": _span()}


def _maybe(kind: str, what: Any, **more: Any) -> Json:
    return {"type": [kind, "null"], "description": str(what), **more}


def _list(what: Any, items: Json) -> Json:
    return {"type": "array", "description": str(what), "items": items}


def _yes(what: Any) -> Json:
    return {"type": "boolean", "description": str(what)}


def _programme_schema() -> Json:
    occasion = _whole(
        _("Något som är på gång"),
        {
            "id": {"type": "integer", "minimum": 0, "description": str(_("Nummer som inte ändras"))},
            "title": _text(_("Vad det är")),
            "kind": _text(_("Slag: %(kinds)s") % {"kinds": _codes(Kind)}, enum=list(Kind.values)),
            "description": _text(_("Mer om det")),
            "starts": _text(_("När det börjar, med tidsskillnad mot UTC"), format="date-time"),
            "ends": _maybe("string", _("När det slutar; null när det inte är sagt"), format="date-time"),
            "place": _text(_("Var i huset")),
            "partner": _text(_("I samarbete med")),
            "cost": _maybe("number", _("Kostnad i kronor, 0 när det är gratis; null när inget är sagt"), minimum=0),
            "for_whom": _text(_("För vem")),
            "accessibility": _text(_("Tillgänglighet")),
            "sign_up": _text(_("Anmälan: %(codes)s") % {"codes": _codes(SignUpMode)}, enum=list(SignUpMode.values)),
            "sign_up_page": _maybe("string", _("Sida där den som vill anmäler sig"), format="uri"),
            "cancelled": _yes(_("Om det är inställt")),
            "reason": _text(_("Varför det är inställt eller flyttat")),
            "moved_from": _maybe("string", _("När det först skulle vara"), format="date-time"),
        },
    )
    day = _whole(
        _("En dag då något är på gång eller platsen är stängd"),
        {
            "date": _text(_("Datum, ÅÅÅÅ-MM-DD"), format="date"),
            "closed": _maybe(
                "string", _("Varför platsen är stängd, tomt när inget skäl är sagt; null när den är öppen")
            ),
            "occasions": _list(_("Det som är på gång, i tidsordning"), occasion),
        },
    )
    return _list(_("Programmet i dag och två veckor framåt"), day)


def _lunch_schema() -> Json:
    dish = _whole(
        _("En rätt"),
        {
            "name": _text(_("Vad det är")),
            "vegetarian": _yes(_("Om rätten är vegetarisk")),
            "allergens": {
                "type": ["array", "null"],
                "description": str(_("Allergener: %(codes)s; null när ingen har sagt något"))
                % {"codes": _codes(Allergen)},
                "items": {"enum": list(Allergen.values)},
            },
        },
    )
    day = _whole(
        _("En dag med matsedel"),
        {
            "date": _text(_("Datum, ÅÅÅÅ-MM-DD"), format="date"),
            "dishes": _list(_("Rätterna"), dish),
        },
    )
    whole = _whole(
        _("Lunchen; null när ingen serveras"),
        {
            "weekdays": _list(_("Veckodagar då lunch serveras, måndag är 1"), {"type": "integer"}),
            "hours": _span(_("Från och till, klockslag i Sverige")),
            "price": _maybe("number", _("Pris i kronor"), minimum=0),
            "note": _text(_("Bra att veta")),
            "bookable": _yes(_("Om lunchen kan bokas på platsen")),
            "days": _list(_("Matsedeln i dag och två veckor framåt"), day),
        },
    )
    return whole | {"type": ["object", "null"]}


def _codes(words: Any) -> str:
    return ", ".join(f"{word.value} ({str(word.label).lower()})" for word in words)


def schema() -> Json:
    """JSON Schema of the feed, each field said in words; the page of open data is made from it."""
    number = {"type": "integer", "minimum": 0}
    maybe = {"type": ["string", "null"]}
    day = _whole(
        _("En dag, i dag först"),
        {
            "date": _text(_("Datum, ÅÅÅÅ-MM-DD"), format="date"),
            "open": _spans(_("Tider då minigymmet är öppet, klockslag i Sverige; tomt när det är stängt")),
            "staffed": _spans(_("Tider då personal är på plats")),
            "closed_because": maybe | {"description": str(_("Varför det är stängt fast det annars är öppet"))},
            "note": _text(_("Vad som inte är som vanligt, till exempel en helgdag")),
        },
    )
    equipment = _whole(
        _("Ett slag av maskin"),
        {
            "kind": _text(_("Maskinens namn")),
            "in_use": number | {"description": str(_("Antal i bruk"))},
            "out_of_use": number | {"description": str(_("Antal tagna ur bruk"))},
        },
    )
    gym = _whole(
        _("Ett minigym"),
        {
            "id": number | {"description": str(_("Nummer som inte ändras"))},
            "name": _text(_("Minigymmets namn")),
            "room": _text(_("Var i huset")),
            "hours_known": {"type": "boolean", "description": str(_("Om öppettiderna är inlagda"))},
            "closed_until_further_notice": maybe | {"description": str(_("Varför det är stängt tills vidare"))},
            "days": {"type": "array", "description": str(_("Sju dagar framåt")), "items": day},
            "equipment": {"type": "array", "description": str(_("Maskinerna")), "items": equipment},
        },
    )
    place = _whole(
        _("Ett trygghetsboende"),
        {
            "id": number | {"description": str(_("Nummer som inte ändras"))},
            "name": _text(_("Platsens namn")),
            "area": _text(_("Område")),
            "part": _text(_("Del av området")),
            "address": _text(_("Besöksadress")),
            "provider": _text(_("Utförare som ansvarar för platsen")),
            "text": _text(_("Om platsen")),
            "phone": _text(_("Telefon till platsen")),
            "email": _text(_("E-post till platsen")),
            "way": _text(_("Hitta hit")),
            "access": _text(_("Tillgänglighet")),
            "picture": {
                "description": str(_("Bild med beskrivning")),
                "type": ["object", "null"],
                "required": ["alt", "url"],
                "properties": {"url": _text(_("Bildens adress")), "alt": _text(_("Vad bilden visar"))},
            },
            "page": _text(_("Platsens sida"), format="uri"),
            "calendar": _text(_("Platsens kalender, iCal"), format="uri"),
            "programme_page": _text(_("Programmet vecka för vecka"), format="uri"),
            "programme": _programme_schema(),
            "lunch": _lunch_schema(),
            "minigyms": {"type": "array", "description": str(_("Minigym på platsen")), "items": gym},
        },
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": absolute(reverse("open_data_schema")),
        "title": str(_("Platser och minigym")),
        **_whole(
            _("Kommunens trygghetsboenden med minigym, öppettider och kontakt"),
            {
                "version": {"const": VERSION, "description": str(_("Ändras när ett fält tas bort eller byter mening"))},
                "schema": _text(_("Schemats adress"), format="uri"),
                "made": _text(_("När filen gjordes"), format="date-time"),
                "places": {"type": "array", "description": str(_("Platserna, i bokstavsordning")), "items": place},
            },
        ),
    }


def fields(node: Json | None = None, before: str = "") -> list[tuple[str, str]]:
    """Each field of the schema with what it means, parents before their parts."""
    rows: list[tuple[str, str]] = []
    for name, part in (schema() if node is None else node).get("properties", {}).items():
        rows.append((before + name, part.get("description", "")))
        inner = part.get("items", part)
        many = "[]" if "items" in part else ""
        rows += fields(inner, f"{before}{name}{many}.") if "properties" in inner else []
    return rows
