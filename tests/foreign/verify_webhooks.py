"""Reads a list of {secret, body, headers} and writes for each whether it verifies, as a receiver in Python would."""

import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def verifies(given):
    try:
        Webhook(given["secret"]).verify(given["body"], given["headers"])
    except WebhookVerificationError:
        return False
    return True


json.dump([verifies(given) for given in json.load(sys.stdin)], sys.stdout)
