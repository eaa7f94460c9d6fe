/*
 * swallow: a port of loopback that swallows connections: nobody accepts, and the queue is full, so that the system
 * drops every further SYN as a firewall would.
 */
#ifndef TESTS_SWALLOW_H
#define TESTS_SWALLOW_H

enum { SWALLOW_FILLERS = 8 };

struct swallow {
    int listener, port;
    int fillers[SWALLOW_FILLERS]; /* -1: none */
};

/* False if the system does not let itself be brought to it; then nothing is open. */
int swallow_open(struct swallow *swallow);
void swallow_close(struct swallow *swallow);

#endif
