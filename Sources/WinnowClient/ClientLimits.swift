/// What a client waits for and takes.
package struct ClientLimits: Sendable {
    /// How long nothing may come before a server counts as gone; also the time to connect.
    package var idleSeconds = 60.0
    /// The longest document that is taken; streams have no limit.
    package var documentByteLimit = 16 << 20

    package init() {}
}
