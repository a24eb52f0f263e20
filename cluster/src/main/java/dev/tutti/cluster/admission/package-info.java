/**
 * Which nodes belong to the cluster, and how a stranger becomes one of them.
 *
 * <p>{@link dev.tutti.cluster.admission.AdmissionDecider} is pure: members are let in, a stranger needs an invite, the
 * allowlist or the operator's yes; who was removed stays out. {@link dev.tutti.cluster.admission.AdmissionBook} holds
 * what it decides on, and has it on disk before anybody is told. Two nodes' lists of members are joined entry by entry,
 * the higher revision winning, so the order in which they meet does not matter.
 */
@NullMarked
package dev.tutti.cluster.admission;

import org.jspecify.annotations.NullMarked;
