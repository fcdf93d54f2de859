"""Does a text message go through the gateway that the installation has, and nowhere when it has none?"""

from livskraft.kit.sms import gateway


def test_without_a_gateway_nothing_is_sent(settings):
    settings.LIVSKRAFT_SMS = ""
    assert gateway() is None


def test_the_console_prints_what_would_have_been_sent(settings, capsys):
    settings.LIVSKRAFT_SMS = "console"
    found = gateway()
    assert found
    found.send("+46701740605", "Sittgympa är inställd.")
    assert capsys.readouterr().out == "SMS +46701740605: Sittgympa är inställd.\n"
