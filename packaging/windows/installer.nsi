; The installer for Windows: for one user, without an administrator's rights; /S installs without a question.
; shipping/windows.py compiles it and defines VERSION, FILE_VERSION, FROZEN, OUTPUT, ICON, HOMEPAGE, LICENSE and perhaps
; SIGN; a proof defines FAST, for an installer that is larger and sooner made.

Unicode true
Target amd64-unicode
!ifndef FAST
  SetCompressor /SOLID lzma
!endif
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
VIProductVersion "${FILE_VERSION}"
VIFileVersion "${FILE_VERSION}"
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

; How long a running program may take to close, in steps of half a second.
!define WAITS 60

; Returns while no program of the installation runs. Windows lets nobody open a running program's file for writing.
!macro WaitUntilClosed PREFIX
Function ${PREFIX}WaitUntilClosed
  StrCpy $1 0
  again:
  StrCpy $2 "$INSTDIR\${PROGRAM}"
  Call ${PREFIX}IsFree
  StrCmp $0 "no" running
  StrCpy $2 "$INSTDIR\qtbrowser-cli.exe"
  Call ${PREFIX}IsFree
  StrCmp $0 "yes" free
  running:
  IfSilent wait
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "QtBrowser is running. Close its windows, then try again." IDRETRY again
  Goto stop
  wait:
  IntOp $1 $1 + 1
  IntCmp $1 ${WAITS} stop
  Sleep 500
  Goto again
  stop:
  SetErrorLevel 5
  Abort "QtBrowser is running."
  free:
FunctionEnd

Function ${PREFIX}IsFree
  StrCpy $0 "yes"
  IfFileExists "$2" 0 end
  ClearErrors
  FileOpen $3 "$2" a
  IfErrors 0 +3
  StrCpy $0 "no"
  Goto end
  FileClose $3
  end:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section "QtBrowser"
  SetShellVarContext current
  Call WaitUntilClosed
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
  ; A drive, and the space between the files of a folder that is open.
  WriteRegStr HKCU "${CLASSES}\Drive\shell\QtBrowser" "" "Open with QtBrowser"
  WriteRegStr HKCU "${CLASSES}\Drive\shell\QtBrowser" "Icon" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${CLASSES}\Drive\shell\QtBrowser\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\Directory\Background\shell\QtBrowser" "" "Open with QtBrowser"
  WriteRegStr HKCU "${CLASSES}\Directory\Background\shell\QtBrowser" "Icon" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${CLASSES}\Directory\Background\shell\QtBrowser\command" "" '"$INSTDIR\${PROGRAM}" "%V"'
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
  Call un.WaitUntilClosed
  Delete "$SMPROGRAMS\QtBrowser.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\qtbrowser.exe"
  Delete "$INSTDIR\qtbrowser-cli.exe"
  Delete "$INSTDIR\qtbrowser.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${CLASSES}\qtbrowser"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\QtBrowser"
  DeleteRegKey HKCU "${CLASSES}\Drive\shell\QtBrowser"
  DeleteRegKey HKCU "${CLASSES}\Directory\Background\shell\QtBrowser"
  DeleteRegKey HKCU "${CLASSES}\QtBrowser.Document"
  DeleteRegValue HKCU "${CLASSES}\.md\OpenWithProgids" "QtBrowser.Document"
  DeleteRegValue HKCU "${CLASSES}\.markdown\OpenWithProgids" "QtBrowser.Document"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd
