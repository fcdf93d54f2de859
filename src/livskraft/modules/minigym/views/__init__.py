"""Which pages does a minigym have?"""

from livskraft.modules.minigym.views.gyms import gym_page, gyms

__all__ = ["gym_page", "gyms"]
