# Written, not run: to be tried with brew audit and brew test.
class Newsprint < Formula
  desc "Terminal news reader over a local cache of articles"
  homepage "@REPOSITORY@"
  url "@REPOSITORY@/archive/refs/tags/v@VERSION@.tar.gz"
  sha256 "to be filled in from SHA256SUMS"
  license "MIT"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    generate_completions_from_executable(bin/"newsprint", "completions")
    system bin/"newsprint", "man", "--into", "man"
    man1.install Dir["man/*.1"]
  end

  test do
    (testpath/"a.md").write("# A bridge reopens\n\nIt was raining.\n")
    assert_match "A bridge reopens", shell_output("#{bin}/newsprint --cache #{testpath}/a.sqlite import a.md")
  end
end
