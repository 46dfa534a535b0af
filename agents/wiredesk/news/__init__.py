"""All reading of news: pure functions from text to values. No Kafka, clock, network or metrics here."""
