"""Keep a staff directory in step with a customer's HR system, through Kombo."""
