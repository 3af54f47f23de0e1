/// What has become of a record.
package enum MappedRecord: Sendable {
    case record(IncomingRecord)
    case rejected(RejectedRecord)
}
