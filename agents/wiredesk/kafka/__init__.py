"""Kafka beside Faust: the embedded broker, putting the topology on a broker, plain clients for the commands."""
