"""Settings: read once, checked together."""

from pathlib import Path

import pytest

from wiredesk.settings import Settings, SettingsError, load_settings, shown


def test_nothing_given_means_the_defaults() -> None:
    assert load_settings({"PATH": "/bin", "WIREDESK_TEST_BROKERS": "x:1"}) == Settings()


def test_environment_wins_over_the_file_and_options_over_both(tmp_path: Path) -> None:
    file = tmp_path / "wiredesk.toml"
    file.write_text('brokers = "file:1"\npartitions = 3\nenrichers = ["topics"]\n')
    settings = load_settings(
        {"WIREDESK_CONFIG": str(file), "WIREDESK_PARTITIONS": "5", "WIREDESK_BROKERS": "environment:1"},
        brokers="option:1",
    )
    assert (settings.brokers, settings.partitions, settings.enrichers) == ("option:1", 5, ("topics",))


def test_all_faults_are_told_at_once_and_secrets_are_not() -> None:
    with pytest.raises(SettingsError) as told:
        load_settings(
            {
                "WIREDESK_PARTITION": "4",
                "WIREDESK_PARTITIONS": "many",
                "WIREDESK_SASL_MECHANISM": "SCRAM-SHA-512",
                "WIREDESK_SASL_PASSWORD": "hunter2",
                "WIREDESK_SESSION_TIMEOUT_S": "1",
            }
        )
    text = str(told.value)
    for words in (
        "WIREDESK_PARTITION:",
        "WIREDESK_PARTITIONS",
        "'many'",
        "sasl_username",
        "without tls",
        "SESSION_TIMEOUT",
    ):
        assert words in text
    assert "hunter2" not in text


def test_a_secret_is_read_from_its_file_and_a_missing_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("hunter2\n")
    given = {"WIREDESK_SASL_MECHANISM": "PLAIN", "WIREDESK_SASL_USERNAME": "desk", "WIREDESK_TLS": "1"}
    settings = load_settings({**given, "WIREDESK_SASL_PASSWORD_FILE": str(tmp_path / "p")})
    assert settings.sasl_password == "hunter2"
    assert shown(settings)["sasl_password"] == "********"
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({**given, "WIREDESK_SASL_PASSWORD_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("given", "protocol"),
    [
        ({}, "PLAINTEXT"),
        ({"WIREDESK_TLS": "true"}, "SSL"),
        ({"WIREDESK_SASL_MECHANISM": "SCRAM-SHA-256", "WIREDESK_TLS": "on"}, "SASL_SSL"),
        (
            {"WIREDESK_SASL_MECHANISM": "PLAIN", "WIREDESK_ALLOW_SASL_WITHOUT_TLS": "yes"},
            "SASL_PLAINTEXT",
        ),
    ],
)
def test_the_protocol_follows_from_sasl_and_tls(given: dict[str, str], protocol: str) -> None:
    if "WIREDESK_SASL_MECHANISM" in given:
        given = {**given, "WIREDESK_SASL_USERNAME": "u", "WIREDESK_SASL_PASSWORD": "p"}
    assert load_settings(given).security_protocol == protocol


def test_faust_is_given_the_same_protocol_as_the_other_clients() -> None:
    from wiredesk.kafka.clients import client_config, faust_credentials

    given = {
        "WIREDESK_SASL_MECHANISM": "SCRAM-SHA-512",
        "WIREDESK_SASL_USERNAME": "u",
        "WIREDESK_SASL_PASSWORD": "p",
        "WIREDESK_TLS": "true",
    }
    settings = load_settings(given)
    assert client_config(settings)["security.protocol"] == "SASL_SSL"
    assert faust_credentials(settings).protocol.value == "SASL_SSL"
    assert faust_credentials(load_settings({"WIREDESK_TLS": "true"})).protocol.value == "SSL"
    assert faust_credentials(Settings()) is None


def test_options_of_plug_ins_are_kept_and_asked_for_by_name() -> None:
    settings = load_settings({"WIREDESK_SINK_FILES_FOLDER": "/data", "WIREDESK_SINKS": "files"})
    assert settings.options_of("sink", "files") == {"folder": "/data"}
    assert settings.options_of("sink", "postgres") == {}


def test_a_file_that_is_not_toml_is_told(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text("brokers =")
    with pytest.raises(SettingsError, match="is not TOML"):
        load_settings({}, tmp_path / "w.toml")


def test_addresses_and_credentials_of_plugins_are_not_shown() -> None:
    settings = load_settings(
        {
            "WIREDESK_SINK_WEBHOOK_URL": "https://me:geheim@hooks.example:8443/T0/geheim?token=geheim",
            "WIREDESK_SINK_OTHER_URL": "https://plain.example",
            "WIREDESK_SINK_OTHER_BAD": "https://[geheim",
            "WIREDESK_CONSUMER_MINE_AUTHORIZATION": "geheim",
            "WIREDESK_CONSUMER_MINE_PASSPHRASE": "geheim",
            "WIREDESK_SINK_FILES_FOLDER": "/data/out",
        }
    )
    told = shown(settings)["plugin_options"]
    assert "geheim" not in str(told)
    assert told["sink_webhook_url"] == "https://hooks.example:8443/********"
    assert (told["sink_other_url"], told["sink_files_folder"]) == ("https://plain.example", "/data/out")


def test_a_file_for_tls_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(SettingsError, match="tls_ca_file: there is no file '/nowhere/ca"):
        load_settings({"WIREDESK_TLS": "true", "WIREDESK_TLS_CA_FILE": "/nowhere/ca.pem"})
