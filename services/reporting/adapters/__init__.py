"""The read model on the store, and the gauges on Prometheus."""
