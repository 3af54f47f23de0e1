internal import ArgumentParser

/// A model version as people write it: `12`, or `v12` as it is shown.
struct VersionNumber: ExpressibleByArgument {
    let number: Int

    init?(argument: String) {
        let digits = argument.first == "v" ? argument.dropFirst() : argument[...]
        guard let number = Int(digits), number > 0 else { return nil }
        self.number = number
    }
}
