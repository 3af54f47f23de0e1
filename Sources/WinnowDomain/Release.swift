/// What this program is a version of.
package enum Release {
    package static let version = "0.1.0-dev"
}
