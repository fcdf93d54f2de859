"""What may other rooms know about the incidents? How many there were."""

from livskraft.modules.incidents.indicators import happened

__all__ = ["happened"]
