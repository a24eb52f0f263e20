/**
 * The hub's own certificate authority, so that browsers on the network get HTTPS (and with it the microphone).
 *
 * <p>{@link dev.tutti.node.trust.CertificateAuthority} is made once and can only vouch for private addresses,
 * {@code .local} and {@code localhost}. {@link dev.tutti.node.trust.CertificateKeeper} holds the certificate in use and
 * makes a new one before it ends or when the addresses change. Trust words are the authority's fingerprint for people.
 */
@NullMarked
package dev.tutti.node.trust;

import org.jspecify.annotations.NullMarked;
