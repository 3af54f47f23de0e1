/// An error of a room that says by itself which code of the catalogue it is: problem documents and exit codes follow.
package protocol CodedError: Error, CustomStringConvertible {
    var code: ErrorCode { get }
}
