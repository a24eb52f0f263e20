package dev.tutti.cluster.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeKeyTest {
    @TempDir
    Path folder;

    @Test
    void aNodeIsTheSameAfterARestartAndItsKeyIsForItsOwnerOnly() throws Exception {
        var first = NodeKey.openOrCreate(folder, Entropy.seeded(1));
        var second = NodeKey.openOrCreate(folder, Entropy.seeded(2));

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("node.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void twoNodesAreTwo() throws Exception {
        assertThat(NodeKey.ofSeed(new byte[32]).id())
                .isNotEqualTo(NodeKey.ofSeed(Entropy.seeded(1).bytes(32)).id());
    }

    /** RFC 8032, 7.1, TEST 1: the public key of that seed, and its SHA-256. */
    @Test
    void theIdIsTheHashOfThePublicKey() throws Exception {
        var seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

        var key = NodeKey.ofSeed(seed);

        byte[] spki = key.certificate().getPublicKey().getEncoded();
        assertThat(HexFormat.of().formatHex(spki, 12, 44))
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        assertThat(key.id()).isEqualTo(new NodeId("21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9"));
        assertThat(key.id().tag()).isEqualTo(0x21fe31dfa154a261L);
    }

    @Test
    void aDamagedKeyIsNotReplacedByAnother() throws Exception {
        NodeKey.openOrCreate(folder, Entropy.seeded(1));
        Files.writeString(folder.resolve("node.key"), "-----BEGIN PRIVATE KEY-----\nnonsense\n");

        assertThatThrownBy(() -> NodeKey.openOrCreate(folder, Entropy.seeded(2)))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("node.key")
                .hasMessageContaining("Put back a copy");
    }

    @Test
    void theCertificateShowsTheKeyAndTheKeySigns() throws Exception {
        var key = NodeKey.openOrCreate(folder, Entropy.seeded(1));

        assertThat(NodeCertificate.read(new X509Certificate[] {key.certificate()}))
                .isEqualTo(key.id());
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(key.privateKey());
        signer.update((byte) 1);
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key.certificate().getPublicKey());
        verifier.update((byte) 1);
        assertThat(verifier.verify(signer.sign())).isTrue();
    }

    @Test
    void aChainAndAnotherKindOfKeyAreRefused() throws Exception {
        var own = NodeKey.ofSeed(new byte[32]).certificate();
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var name = new X500Name("CN=stranger");
        var now = Date.from(Instant.EPOCH);
        var elliptic = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(name, BigInteger.ONE, now, now, name, pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));

        assertThatThrownBy(() -> NodeCertificate.read(new X509Certificate[] {own, own}))
                .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> NodeCertificate.read(new X509Certificate[0])).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> NodeCertificate.read(new X509Certificate[] {elliptic}))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("Ed25519");
    }

    /** Somebody who copies another node's public key cannot sign with it. */
    @Test
    void aCertificateForAKeyThatDidNotSignItIsRefused() throws Exception {
        var victim = NodeKey.ofSeed(new byte[32]);
        var thief = NodeKey.ofSeed(Entropy.seeded(1).bytes(32));
        var forged = NodeCertificate.selfSigned(
                victim.id(), thief.privateKey(), victim.certificate().getPublicKey());

        assertThatThrownBy(() -> NodeCertificate.read(new X509Certificate[] {forged}))
                .isInstanceOf(CertificateException.class);
    }
}
