/// What time it is; injected, so that tests decide.
package protocol WallClock: Sendable {
    func now() -> Moment
}
