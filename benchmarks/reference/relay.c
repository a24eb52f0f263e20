/*
 * The minimal C relay that the hub's forwarding is held against.
 *
 * One UDP socket, one thread, blocking recvfrom, one sendto per listener: what any relay on this kernel pays at least.
 * No encryption, no header rewriting, no bookkeeping, no back-pressure: the plain minimum, so that the ratio to it is
 * an upper bound of what the hub adds (DTLS-SRTP alone costs two AES-GCM passes, about half a microsecond a packet).
 *
 * Usage: relay [address]     prints "port N" and serves until standard input closes or it is killed.
 * A datagram of one byte 'J' adds its sender to the listeners; every other datagram goes to all of them.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_LISTENERS = 1024, MAX_DATAGRAM = 2048, SOCKET_BUFFER = 1 << 20 };

static struct sockaddr_in listeners[MAX_LISTENERS];

static void *exit_with_parent(void *unused) {
    char sink[64];
    while (read(STDIN_FILENO, sink, sizeof sink) > 0) {
    }
    exit(0);
    return unused;
}

int main(int argc, char **argv) {
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_port = 0};
    if (inet_pton(AF_INET, argc > 1 ? argv[1] : "127.0.0.1", &self.sin_addr) != 1) {
        fprintf(stderr, "relay: not an IPv4 address: %s\n", argv[1]);
        return 2;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    int bytes = SOCKET_BUFFER;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
    if (fd < 0 || bind(fd, (struct sockaddr *)&self, sizeof self) != 0) {
        perror("relay: bind");
        return 1;
    }
    socklen_t length = sizeof self;
    getsockname(fd, (struct sockaddr *)&self, &length);
    printf("port %d\n", ntohs(self.sin_port));
    fflush(stdout);
    pthread_t watcher;
    pthread_create(&watcher, NULL, exit_with_parent, NULL);

    char datagram[MAX_DATAGRAM];
    int count = 0;
    for (;;) {
        struct sockaddr_in from;
        socklen_t from_length = sizeof from;
        ssize_t n = recvfrom(fd, datagram, sizeof datagram, 0, (struct sockaddr *)&from, &from_length);
        if (n <= 0) {
            continue;
        }
        if (n == 1 && datagram[0] == 'J') {
            if (count < MAX_LISTENERS) {
                listeners[count++] = from;
            }
            continue;
        }
        for (int i = 0; i < count; i++) {
            sendto(fd, datagram, (size_t)n, 0, (struct sockaddr *)&listeners[i], sizeof listeners[i]);
        }
    }
}
