"""What all answers over HTTP share: conditional requests, languages, headers, errors."""
