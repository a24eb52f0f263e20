package dev.tutti.cluster.link;

/**
 * A peer that was refused, as it is shown.
 *
 * @param who the node when it proved its key, else its address
 * @param agoMs since the last time
 */
public record LinkRefusal(LinkEvent event, String who, String detail, long count, long agoMs) {}
