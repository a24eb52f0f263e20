package dev.tutti.media.transport;

/** The media loop's mailbox stayed full, or the loop has stopped: the task was not run. */
public final class MediaOverloadException extends RuntimeException {
    MediaOverloadException(String message) {
        super(message);
    }
}
