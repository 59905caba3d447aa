cask "qtbrowser" do
  arch arm: "arm64", intel: "x86_64"

  version "@VERSION@"
  sha256 arm:   "@SHA256:qtbrowser-@VERSION@-macos-arm64.dmg@",
         intel: "@SHA256:qtbrowser-@VERSION@-macos-x86_64.dmg@"

  url "@HOMEPAGE@/releases/download/v#{version}/qtbrowser-#{version}-macos-#{arch}.dmg"
  name "QtBrowser"
  desc "@SUMMARY@"
  homepage "@HOMEPAGE@"

  depends_on macos: ">= :ventura"

  app "QtBrowser.app"
  binary "#{appdir}/QtBrowser.app/Contents/MacOS/qtbrowser"

  zap trash: [
    "~/Library/Application Support/qtbrowser",
    "~/Library/Caches/qtbrowser",
    "~/Library/Logs/qtbrowser",
  ]
end
