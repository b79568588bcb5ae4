"""Real servers for tests, benchmarks and drills: Apache Kafka and a MongoDB-wire server, from Maven Central alone."""
