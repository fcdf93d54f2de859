"""What did the person mean who wrote this in a cell or a field: a date, a sum of money, a weight, yes or no?"""

from livskraft.kit.swedish_values.dates import read_date
from livskraft.kit.swedish_values.numbers import read_money, read_weight, read_whole_number
from livskraft.kit.swedish_values.reading import Found, Reading
from livskraft.kit.swedish_values.text import clean, key, words
from livskraft.kit.swedish_values.yes_no import read_yes_no

__all__ = [
    "Found",
    "Reading",
    "clean",
    "key",
    "read_date",
    "read_money",
    "read_weight",
    "read_whole_number",
    "read_yes_no",
    "words",
]
