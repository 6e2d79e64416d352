import Testing

@testable import payscore

struct CSVRowTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
        ("a\nb", "\"a\nb\""), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-A1", "'-A1"), ("@SUM", "'@SUM"),
        ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""), ("\r\n=1", "\"'\r\n=1\""),
        ("=\u{301}1", "'=\u{301}1"), ("=a,b", "\"'=a,b\""), ("王芳", "王芳"), ("1=1", "1=1"),
    ])
    func `a cell is text to every spreadsheet`(value: String, cell: String) {
        #expect(CSVRow(cells: ["x", value]).text.utf8.elementsEqual("x,\(cell)\r\n".utf8))
    }
}
