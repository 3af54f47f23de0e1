import Foundation
import GRDB
import Testing
import WinnowDomain

/// `winnow label`, in a terminal of its own.
@Suite(.timeLimit(.minutes(10))) struct LabelTests {
    @Test("without a terminal there is no form: 64")
    func noTerminal() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        #expect(try winnow("label", "support-tickets").status == 64)
    }

    @Test("a queue that is not there is 66, a disabled annotator 77, and the terminal is left alone")
    func refusals() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("annotator", "add", "rosa")
        try winnow.succeed("annotator", "disable", "rosa")
        for (arguments, status) in [(["nope"], 66), (["support-tickets", "--annotator", "rosa"], 77)] {
            let seat = try Seat(winnow, ["label"] + arguments)
            #expect(seat.status() == status)
        }
    }

    @Test("with --json the form is on the terminal and the result in the file that the output goes to")
    func captured() throws {
        let winnow = try Winnow()
        try winnow.succeed("queue", "create", Winnow.ticketQueue)
        try winnow.succeed("import", "support-tickets", Winnow.tickets, "--no-labels")
        try winnow.succeed("annotator", "add", "rosa")
        let file = winnow.path("out.json")
        let seat = try Seat(winnow, ["label", "support-tickets", "--annotator", "rosa", "--json"], output: file)
        #expect(seat.wait(for: "\u{1b}[?1049h"))
        seat.type("\u{3}")
        #expect(seat.status() == 0)
        let result = try JSONReader.read(try String(contentsOf: URL(filePath: file), encoding: .utf8))
        #expect(result["annotator"] == "rosa")
        #expect(result["labelled"] == .integer(0))
    }
}
