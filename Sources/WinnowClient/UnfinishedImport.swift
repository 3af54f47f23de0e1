package import WinnowAPI

/// An import that ended before its end.
package struct UnfinishedImport: Error {
    package let reason: ClientError
    /// What is stored.
    package let report: ImportReply
}
