"""Facts become relations among them."""
