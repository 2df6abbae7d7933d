"""uvicorn's end of a WebSocket, which neither waits for a browser that does not read nor fills the log with what strangers send."""

from asyncio import TimerHandle
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from . import limits

MAX_BYTES = 2 * limits.FRAME_BYTES
LINGER = 1.0  # seconds for the code to get through to a browser that is closed for being slow


class Protocol(WebSocketsSansIOProtocol):
    """A write buffer that stays full for `limits.PATIENCE` seconds closes the socket with SLOW; what was buffered is thrown away soon after."""

    patience: TimerHandle | None = None

    def pause_writing(self) -> None:
        super().pause_writing()
        self.patience = self.loop.call_later(limits.PATIENCE, self.cut)

    def resume_writing(self) -> None:
        super().resume_writing()
        self.hope()

    def connection_lost(self, exc: Exception | None) -> None:
        self.hope()
        super().connection_lost(exc)

    def hope(self) -> None:
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None

    def cut(self) -> None:
        if not self.close_sent and not self.transport.is_closing():
            self.queue.put_nowait({"type": "websocket.disconnect", "code": limits.SLOW})
            self.conn.send_close(limits.SLOW)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
        self.patience = self.loop.call_later(LINGER, self.transport.abort)

    def send_receive_event_to_app(self) -> None:
        """Text that is not UTF-8 ends the socket with 1007, as the protocol wants; uvicorn would log a traceback too."""
        if self.curr_msg_data_type == "text" and not is_text(self.frames):
            self.frames = []
            self.conn.fail(1007)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()


def is_text(parts: list[Any]) -> bool:
    try:
        b"".join(bytes(part) for part in parts).decode()
    except UnicodeDecodeError:
        return False
    return True
