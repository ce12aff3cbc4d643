"""Second factors: authenticator apps, passkeys, mailed codes and recovery codes; what proves who somebody is."""
