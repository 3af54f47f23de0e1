/// Looking after stored data.
package protocol MaintenanceStore: Sendable {
    /// Verifies the file, the references and the invariants; changes nothing.
    ///
    /// - Parameter progress: Told how many items are read.
    /// - Returns: What is wrong; empty when all is well.
    func check(progress: @Sendable @escaping (Int) -> Void) async throws -> [CheckFinding]
    /// Writes a consistent copy of everything beside whoever writes.
    ///
    /// - Parameter path: A file that does not exist yet, in a folder that does.
    /// - Throws: `StoreError.notWritable`, also when something is there already.
    func backup(to path: String) async throws
    /// Writes everything to its place and lets go; nothing may be asked afterwards.
    func close() throws
}
