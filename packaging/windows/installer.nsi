; The installer for Windows: for one user, without an administrator's rights; /S installs without a question.
; shipping/windows.py compiles it and defines VERSION, FROZEN, OUTPUT, ICON, HOMEPAGE, LICENSE and perhaps SIGN.

Unicode true
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true

!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "QtBrowser"
!define PROGRAM "qtbrowser.exe"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\QtBrowser"
!define CLASSES "Software\Classes"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\QtBrowser"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "LegalCopyright" "The QtBrowser developers, MIT licence"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "QtBrowser"
  SetShellVarContext current
  ; An older version's files must not stay among the new ones. A folder "portable" beside them is the user's.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FROZEN}/*.*"
  File "/oname=qtbrowser.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateDirectory "$SMPROGRAMS"
  CreateShortcut "$SMPROGRAMS\QtBrowser.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\qtbrowser.ico"

  ; Links of our own scheme, folders, and Markdown files as one more choice under "Open with".
  WriteRegStr HKCU "${CLASSES}\qtbrowser" "" "URL:QtBrowser"
  WriteRegStr HKCU "${CLASSES}\qtbrowser" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\qtbrowser\DefaultIcon" "" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${CLASSES}\qtbrowser\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\Directory\shell\QtBrowser" "" "Open with QtBrowser"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\QtBrowser" "Icon" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\QtBrowser\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\QtBrowser.Document" "" "Markdown document"
  WriteRegStr HKCU "${CLASSES}\QtBrowser.Document\DefaultIcon" "" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${CLASSES}\QtBrowser.Document\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.md\OpenWithProgids" "QtBrowser.Document" ""
  WriteRegStr HKCU "${CLASSES}\.markdown\OpenWithProgids" "QtBrowser.Document" ""

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "QtBrowser"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "The QtBrowser developers"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "URLInfoAbout" "${HOMEPAGE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" "$0"
SectionEnd

; Settings, indexes and drafts lie elsewhere and stay: they are the user's.
Section "Uninstall"
  SetShellVarContext current
  Delete "$SMPROGRAMS\QtBrowser.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\qtbrowser.exe"
  Delete "$INSTDIR\qtbrowser-cli.exe"
  Delete "$INSTDIR\qtbrowser.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${CLASSES}\qtbrowser"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\QtBrowser"
  DeleteRegKey HKCU "${CLASSES}\QtBrowser.Document"
  DeleteRegValue HKCU "${CLASSES}\.md\OpenWithProgids" "QtBrowser.Document"
  DeleteRegValue HKCU "${CLASSES}\.markdown\OpenWithProgids" "QtBrowser.Document"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
