"""Signing in with another site's account: OAuth 2.0 and OpenID Connect, providers by configuration."""
