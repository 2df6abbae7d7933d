"""The other side of the wire, on loopback: a push service that decrypts what it gets, and Twilio. Each can be told to misbehave (faults.py)."""
