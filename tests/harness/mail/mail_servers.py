"""aiosmtpd, with a server for each manner of manners.ts. Tells their ports, and each mail, as lines of JSON."""

import asyncio
import json
import sys

from aiosmtpd.smtp import SMTP


class Turns:
    """Which of a server's manners were shown already, over all of its connections."""

    def __init__(self):
        self.count = 0

    def is_first(self):
        self.count += 1
        return self.count == 1


class Handler:
    def __init__(self, manner, turns):
        self.manner = manner
        self.turns = turns

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.manner == "unknown":
            return f"550 5.1.1 <{address}> is unknown"
        if self.manner == "greylist" and self.turns.is_first():
            return "451 4.7.1 try again later"
        if self.manner == "slow" and self.turns.is_first():
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        source = envelope.content.decode("utf-8")
        tell({"manner": self.manner, "from": envelope.mail_from, "to": envelope.rcpt_tos, "source": source})
        if self.manner == "cut-before-250" and self.turns.is_first():
            server.transport.abort()
            await asyncio.Event().wait()
        return f"250 2.0.0 taken, for {','.join(envelope.rcpt_tos)}"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        handler = self.event_handler
        if handler.manner == "cut-in-data" and handler.turns.is_first():
            # In one go, so that the end is there before a client can have sent the whole mail.
            self.transport.write(b"354 go on\r\n")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def tell(what):
    print(json.dumps(what), flush=True)


async def serve(manners, small):
    loop = asyncio.get_running_loop()
    ports = {}
    for manner in manners:
        turns = Turns()
        options = {"data_size_limit": small} if manner == "small" else {}

        def factory(manner=manner, turns=turns, options=options):
            return Server(Handler(manner, turns), hostname="mail.test", **options)

        server = await loop.create_server(factory, "127.0.0.1", 0)
        ports[manner] = server.sockets[0].getsockname()[1]
    tell({"ports": ports})
    # Ends with whoever started it.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve(sys.argv[2:], int(sys.argv[1])))
