"""Is an activity called what it is called, without what was set off from its name?"""

import pytest

from livskraft.modules.activities.rules.pasted_titles import title_alone, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Stickcafé, Salongen", "Stickcafé"),
        ("Sittgympa med Barbro", "Sittgympa med Barbro"),
        ("Sittgympa och kaffe", "Sittgympa och kaffe"),
        ("Bokcirkel i biblioteket", "Bokcirkel i biblioteket"),
        ("Stavgång – vi går oavsett väder", "Stavgång"),
        ("Föreläsning: Trygg i hemmet. Anmälan krävs", "Föreläsning: Trygg i hemmet"),
        ("Föreläsning – Trygg i hemmet", "Föreläsning – Trygg i hemmet"),
        ("Dans – ta med inneskor", "Dans"),
        ("– Våffelcafé (i mån av plats)", "Våffelcafé"),
        ("Stickning, virkning och broderi", "Stickning, virkning och broderi"),
        ("Bokcirkeln läser ”Is, snö och vind”", "Bokcirkeln läser ”Is, snö och vind”"),
        ("Vad är en app? Plats: Salongen", "Vad är en app?"),
        ("Bingo Plats: Salongen", "Bingo"),
        ("Gympa m. Lasse", "Gympa m. Lasse"),
        ("Datorhjälp erbjuds på", "Datorhjälp"),
        ("Bingo kl", "Bingo"),
        ("Utegympa; ta med vatten", "Utegympa"),
        ("–", ""),
        ("20", ""),
        ("x" * 121, ""),
    ],
)
def test_a_remark_is_dropped_and_the_name_is_kept(text, title):
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Julpyssel, första träffen", "Julpyssel, första träffen"),
        ("Tema hörsel – en instruktör svarar på frågor", "Tema hörsel – en instruktör svarar på frågor"),
        ("Aktivitet: Bingo", "Bingo"),
        ("•", ""),
    ],
)
def test_a_title_with_the_line_to_itself_is_kept_whole(text, title):
    assert title_alone(text) == title
