// A wire with a temper: joins two network interfaces and gives every IP packet the delay, loss and
// reordering of a profile (A, B or C of docs/test-harness.md), each direction and each flow seeded.
//
//   wire LEFT RIGHT SEED          (runs in the network namespace that holds both interfaces)
//
// Commands on standard input, one a line, each answered by "ok ...":
//   profile none|A|B|C     from the next packet on
//   drop none|all|udp      udp also leaves everything else alone: the media is gone, the page is not
//   count                  answers packets seen, lost, reordered, overflowed of both directions
//
// One thread. A packet waits in a heap by its due time. Within a flow packets keep their order, but
// for the share that a profile reorders: such a packet is sent just after its successor.
// Frames that are not IP (ARP) pass at once.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <math.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_MAX = 65536 + 64, QUEUE_MAX = 16384, FLOWS = 512, IPV6_TYPE = 0x86dd };
static const int64_t MS = 1000000, REORDER_PATIENCE_MS = 60;

typedef struct {
  const char *name;
  double base_ms;
  enum { NO_JITTER, LOGNORMAL, GAMMA } jitter;
  double centre_ms, cap_ms;          // median of the lognormal (sigma 0.5), mean of the gamma (shape 2)
  double loss, mean_burst, reorder;  // mean_burst 1: losses are independent
  double spike_ms;                   // added for 300 ms every 5 to 15 s
} Profile;

static const Profile PROFILES[] = {
    {"none", 0, NO_JITTER, 0, 0, 0, 1, 0, 0},
    {"A", 2, LOGNORMAL, 3, 10, 0.005, 1, 0, 0},
    {"B", 10, GAMMA, 12, 40, 0.02, 2, 0.005, 0},
    {"C", 10, GAMMA, 12, 40, 0.05, 5, 0.02, 200},
};

typedef struct Packet {
  int64_t due_ns;
  uint64_t order;
  int direction, length;
  unsigned char bytes[];  // virtio_net_hdr, then the Ethernet frame
} Packet;

typedef struct {
  uint64_t key, random;
  int64_t last_due_ns;
  int losing;
  Packet *held;  // reordered: goes just after its successor
  int64_t held_since_ns;
} Flow;

typedef struct {
  int socket_in, socket_out;
  uint64_t seed, random;
  int flow_count;
  Flow flows[FLOWS];
  int64_t next_spike_ns, spike_until_ns;
  uint64_t seen, lost, reordered, overflowed;
} Direction;

static Direction directions[2];
static Packet *heap[QUEUE_MAX];
static int heap_size;
static uint64_t next_order;
static const Profile *profile = &PROFILES[0];
static enum { DROP_NONE, DROP_ALL, DROP_UDP } drop = DROP_NONE;

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static uint64_t splitmix(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

static double uniform(uint64_t *state) { return ((splitmix(state) >> 11) + 0.5) / 9007199254740992.0; }

static double normal(uint64_t *state) {
  return sqrt(-2 * log(uniform(state))) * cos(2 * M_PI * uniform(state));
}

static double jitter_ms(uint64_t *state) {
  double ms = 0;
  if (profile->jitter == LOGNORMAL) ms = profile->centre_ms * exp(0.5 * normal(state));
  if (profile->jitter == GAMMA) ms = -profile->centre_ms / 2 * log(uniform(state) * uniform(state));
  return ms < profile->cap_ms ? ms : profile->cap_ms;
}

// Two states: while losing, each packet is lost and the state ends with 1/mean_burst; the way in is
// chosen so that the long-run share of lost packets is the profile's.
static int loses(Flow *flow) {
  if (profile->loss <= 0) return 0;
  double leave = 1 / profile->mean_burst;
  double enter = profile->loss * leave / (1 - profile->loss);
  if (profile->mean_burst <= 1) return uniform(&flow->random) < profile->loss;
  flow->losing = flow->losing ? uniform(&flow->random) >= leave : uniform(&flow->random) < enter;
  return flow->losing;
}

static double spike_ms(Direction *d, int64_t now) {
  if (profile->spike_ms <= 0) return 0;
  if (d->next_spike_ns == 0 || now >= d->next_spike_ns) {
    if (d->next_spike_ns != 0) d->spike_until_ns = now + 300 * MS;
    d->next_spike_ns = now + (int64_t)((5 + 10 * uniform(&d->random)) * 1000 * MS);
  }
  return now < d->spike_until_ns ? profile->spike_ms : 0;
}

static int earlier(const Packet *a, const Packet *b) {
  return a->due_ns != b->due_ns ? a->due_ns < b->due_ns : a->order < b->order;
}

static void heap_push(Packet *packet) {
  int i = heap_size++;
  for (; i > 0 && earlier(packet, heap[(i - 1) / 2]); i = (i - 1) / 2) heap[i] = heap[(i - 1) / 2];
  heap[i] = packet;
}

static Packet *heap_pop(void) {
  Packet *top = heap[0], *last = heap[--heap_size];
  int i = 0;
  for (int child; (child = 2 * i + 1) < heap_size; i = child) {
    if (child + 1 < heap_size && earlier(heap[child + 1], heap[child])) child++;
    if (!earlier(heap[child], last)) break;
    heap[i] = heap[child];
  }
  heap[i] = last;
  return top;
}

static void transmit(const Packet *packet) {
  ssize_t sent = write(directions[packet->direction].socket_out, packet->bytes, packet->length);
  if (sent < 0 && errno != ENOBUFS && errno != EAGAIN) perror("wire: write");
}

static const unsigned char *ip_header(const unsigned char *bytes, int length, int *protocol) {
  const unsigned char *frame = bytes + sizeof(struct virtio_net_hdr);
  int left = length - (int)sizeof(struct virtio_net_hdr) - 14;
  int type = left < 0 ? 0 : frame[12] << 8 | frame[13];
  if (type == ETHERTYPE_IP && left >= 24) return *protocol = frame[14 + 9], frame + 14;
  if (type == IPV6_TYPE && left >= 44) return *protocol = frame[14 + 6], frame + 14;
  return NULL;
}

static uint64_t flow_key(const unsigned char *ip, int protocol) {
  int v4 = ip[0] >> 4 == 4, ports = v4 ? (ip[0] & 15) * 4 : 40;
  uint64_t key = protocol;
  for (int i = v4 ? 12 : 8; i < (v4 ? 20 : 40); i++) key = (key ^ ip[i]) * 0x100000001b3ULL;
  for (int i = ports; i < ports + 4 && (protocol == IPPROTO_UDP || protocol == IPPROTO_TCP); i++)
    key = (key ^ ip[i]) * 0x100000001b3ULL;
  return key;
}

// A flow's randomness depends on the seed and on how many flows came before it, not on port numbers.
static Flow *flow_of(Direction *d, uint64_t key) {
  for (int i = d->flow_count - 1; i >= 0 && i >= d->flow_count - FLOWS; i--)
    if (d->flows[i % FLOWS].key == key) return &d->flows[i % FLOWS];
  Flow *flow = &d->flows[d->flow_count % FLOWS];
  if (flow->held) heap_push(flow->held);
  *flow = (Flow){.key = key, .random = d->seed + 7919ULL * ++d->flow_count};
  return flow;
}

static void release_held(Flow *flow, int64_t due_ns) {
  if (!flow->held) return;
  flow->held->due_ns = due_ns;
  flow->held->order = next_order++;
  heap_push(flow->held);
  flow->held = NULL;
}

static void accept_packet(int direction, const unsigned char *bytes, int length) {
  Direction *d = &directions[direction];
  int64_t now = now_ns();
  int protocol = 0;
  const unsigned char *ip = ip_header(bytes, length, &protocol);
  if (drop == DROP_ALL || (drop == DROP_UDP && ip && protocol == IPPROTO_UDP)) return;
  if (heap_size >= QUEUE_MAX - FLOWS) { d->overflowed++; return; }
  Packet *packet = malloc(sizeof(Packet) + length);
  if (!packet) { d->overflowed++; return; }
  *packet = (Packet){.due_ns = now, .order = next_order++, .direction = direction, .length = length};
  memcpy(packet->bytes, bytes, length);
  if (!ip || profile == &PROFILES[0]) { transmit(packet); free(packet); d->seen++; return; }

  d->seen++;
  Flow *flow = flow_of(d, flow_key(ip, protocol));
  if (loses(flow)) { d->lost++; free(packet); return; }
  double delay = profile->base_ms + jitter_ms(&flow->random) + spike_ms(d, now);
  packet->due_ns = now + (int64_t)(delay * MS);
  if (packet->due_ns < flow->last_due_ns) packet->due_ns = flow->last_due_ns;
  flow->last_due_ns = packet->due_ns;
  if (!flow->held && uniform(&flow->random) < profile->reorder) {
    flow->held = packet;
    flow->held_since_ns = now;
    d->reordered++;
    return;
  }
  heap_push(packet);
  release_held(flow, packet->due_ns);
}

// What was to be reordered but has no successor goes out by itself.
static void release_lonely(int64_t now) {
  for (int direction = 0; direction < 2; direction++)
    for (int i = 0; i < FLOWS; i++) {
      Flow *flow = &directions[direction].flows[i];
      if (flow->held && now - flow->held_since_ns > REORDER_PATIENCE_MS * MS) release_held(flow, now);
    }
}

static int open_interface(const char *name) {
  int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, htons(ETH_P_ALL)), on = 1, buffer = 8 << 20;
  struct sockaddr_ll address = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
  address.sll_ifindex = (int)if_nametoindex(name);
  struct packet_mreq promiscuous = {.mr_ifindex = address.sll_ifindex, .mr_type = PACKET_MR_PROMISC};
  if (fd < 0 || address.sll_ifindex == 0
      || setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on)
      || setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on)
      || setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &promiscuous, sizeof promiscuous)
      || setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer)
      || bind(fd, (struct sockaddr *)&address, sizeof address)) {
    fprintf(stderr, "wire: cannot open %s: %s\n", name, strerror(errno));
    exit(2);
  }
  return fd;
}

static int set_profile(const char *name) {
  for (unsigned i = 0; i < sizeof PROFILES / sizeof *PROFILES; i++)
    if (strcmp(PROFILES[i].name, name) == 0) {
      profile = &PROFILES[i];
      for (int d = 0; d < 2; d++) directions[d].next_spike_ns = directions[d].spike_until_ns = 0;
      return 1;
    }
  return 0;
}

static void command(char *line) {
  char verb[16] = "", value[16] = "";
  sscanf(line, "%15s %15s", verb, value);
  int known = 1;
  if (strcmp(verb, "profile") == 0) known = set_profile(value);
  else if (strcmp(verb, "drop") == 0 && strcmp(value, "none") == 0) drop = DROP_NONE;
  else if (strcmp(verb, "drop") == 0 && strcmp(value, "all") == 0) drop = DROP_ALL;
  else if (strcmp(verb, "drop") == 0 && strcmp(value, "udp") == 0) drop = DROP_UDP;
  else known = strcmp(verb, "count") == 0;
  printf(known ? "ok" : "unknown");
  for (int d = 0; d < 2 && strcmp(verb, "count") == 0; d++)
    printf(" %llu %llu %llu %llu", (unsigned long long)directions[d].seen, (unsigned long long)directions[d].lost,
           (unsigned long long)directions[d].reordered, (unsigned long long)directions[d].overflowed);
  printf("\n");
  fflush(stdout);
}

static void drain(int direction) {
  static unsigned char frame[FRAME_MAX];
  for (int i = 0; i < 64; i++) {
    ssize_t length = read(directions[direction].socket_in, frame, sizeof frame);
    if (length <= 0) return;
    accept_packet(direction, frame, (int)length);
  }
}

static void run(void) {
  struct pollfd polls[3] = {{.fd = directions[0].socket_in, .events = POLLIN},
                            {.fd = directions[1].socket_in, .events = POLLIN},
                            {.fd = STDIN_FILENO, .events = POLLIN}};
  for (;;) {
    int64_t now = now_ns();
    release_lonely(now);
    while (heap_size > 0 && heap[0]->due_ns <= now) {
      Packet *packet = heap_pop();
      if (drop == DROP_NONE || drop == DROP_UDP) transmit(packet);
      free(packet);
    }
    int64_t wait = heap_size > 0 ? heap[0]->due_ns - now : 20 * MS;
    if (wait > 20 * MS) wait = 20 * MS;
    struct timespec timeout = {.tv_sec = 0, .tv_nsec = wait};
    if (ppoll(polls, 3, &timeout, NULL) < 0 && errno != EINTR) return;
    if (polls[0].revents & POLLIN) drain(0);
    if (polls[1].revents & POLLIN) drain(1);
    if (polls[2].revents) {
      char line[64];
      if (!fgets(line, sizeof line, stdin)) return;  // whoever started us is gone
      command(line);
    }
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return fprintf(stderr, "usage: wire LEFT RIGHT SEED\n"), 2;
  setvbuf(stdin, NULL, _IONBF, 0);
  int left = open_interface(argv[1]), right = open_interface(argv[2]);
  uint64_t seed = strtoull(argv[3], NULL, 10);
  for (int d = 0; d < 2; d++) {
    directions[d].socket_in = d == 0 ? left : right;
    directions[d].socket_out = d == 0 ? right : left;
    directions[d].seed = directions[d].random = splitmix(&seed);
  }
  printf("ok\n");
  fflush(stdout);
  run();
  return 0;
}
