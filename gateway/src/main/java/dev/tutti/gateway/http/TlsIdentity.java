package dev.tutti.gateway.http;

import java.security.KeyStore;

/** The certificate that the hub shows, with its key. */
@SuppressWarnings("ArrayRecordComponent") // a password is never compared
public record TlsIdentity(KeyStore keyStore, char[] password) {}
