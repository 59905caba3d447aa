; The installer for Windows: for one user, without an administrator's rights; /S installs without a question.
; shipping/windows.py compiles it and defines VERSION, FILE_VERSION, COMPANY, FILES, OUTPUT, ICON, HOMEPAGE, LICENSE,
; LEAST_BUILD, REFUSED, TOO_OLD, NOT_WRITTEN and perhaps SIGN; a proof defines FAST, for an installer that is larger and
; sooner made.

Unicode true
Target amd64-unicode
!ifndef FAST
  SetCompressor /SOLID lzma
!endif
RequestExecutionLevel user
ManifestDPIAware true
; "Ignore" after a file that can't be written would leave half of a program.
AllowSkipFiles off

!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "QtBrowser"
!define PROGRAM "qtbrowser.exe"
!define CONSOLE_PROGRAM "qtbrowser-cli.exe"
; Where the earlier version is until this one is written.
!define EARLIER "$INSTDIR\_earlier"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\QtBrowser"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define CLASSES "Software\Classes"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\QtBrowser"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
VIProductVersion "${FILE_VERSION}"
VIFileVersion "${FILE_VERSION}"
VIAddVersionKey "CompanyName" "${COMPANY}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${NAME} setup"
VIAddVersionKey "LegalCopyright" "${COMPANY}, MIT licence"

!ifdef SIGN
  !uninstfinalize `${SIGN} "%1"`
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

Var WaitedTimes
Var IsAside

Function .onInit
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  StrCmp $0 "" new_enough
  IntCmp $0 ${LEAST_BUILD} new_enough 0 new_enough
  MessageBox MB_OK|MB_ICONSTOP "QtBrowser needs Windows 10 of 2019 (version 1903) or a later one." /SD IDOK
  SetErrorLevel ${TOO_OLD}
  Abort
  new_enough:
FunctionEnd

; How long a running program may take to close, in steps of half a second.
!define WAITS 60

; Puts the installed program aside, all of it or nothing, once none of its files is in use. Windows lets nobody open a
; running program's file for writing, nor rename a folder of which a file is open, as a virus scanner has it for a moment.
!macro PutAside PREFIX
Function ${PREFIX}PutAside
  StrCpy $WaitedTimes 0
  again:
  StrCpy $2 "$INSTDIR\${PROGRAM}"
  Call ${PREFIX}IsFree
  StrCmp $0 "no" running
  StrCpy $2 "$INSTDIR\${CONSOLE_PROGRAM}"
  Call ${PREFIX}IsFree
  StrCmp $0 "no" running
  IfFileExists "$INSTDIR\${PROGRAM}" 0 aside
  IfFileExists "$INSTDIR\_internal\*.*" 0 aside
  RMDir /r "${EARLIER}"
  CreateDirectory "${EARLIER}"
  ClearErrors
  Rename "$INSTDIR\_internal" "${EARLIER}\_internal"
  IfErrors running
  Rename "$INSTDIR\${PROGRAM}" "${EARLIER}\${PROGRAM}"
  IfErrors back
  IfFileExists "$INSTDIR\${CONSOLE_PROGRAM}" 0 +2
  Rename "$INSTDIR\${CONSOLE_PROGRAM}" "${EARLIER}\${CONSOLE_PROGRAM}"
  IfErrors back
  StrCpy $IsAside "yes"
  Goto aside
  back:
  Rename "${EARLIER}\_internal" "$INSTDIR\_internal"
  Rename "${EARLIER}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
  running:
  IfSilent wait
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "QtBrowser is running. Close its windows, then try again." IDRETRY again
  Goto stop
  wait:
  IntOp $WaitedTimes $WaitedTimes + 1
  IntCmp $WaitedTimes ${WAITS} stop
  Sleep 500
  Goto again
  stop:
  RMDir "${EARLIER}"
  SetErrorLevel ${REFUSED}
  Abort "QtBrowser is running."
  aside:
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
!insertmacro PutAside ""
!insertmacro PutAside "un."

; Also where the disk is full, or somebody gives up at a file that can't be written.
Function .onInstFailed
  StrCmp $IsAside "yes" 0 end
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE_PROGRAM}"
  Rename "${EARLIER}\_internal" "$INSTDIR\_internal"
  Rename "${EARLIER}\${PROGRAM}" "$INSTDIR\${PROGRAM}"
  Rename "${EARLIER}\${CONSOLE_PROGRAM}" "$INSTDIR\${CONSOLE_PROGRAM}"
  RMDir "${EARLIER}"
  end:
FunctionEnd

; Explorer reads what opens files and links when it is told of a change.
!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "QtBrowser"
  SetShellVarContext current
  ; Other programs have a folder of this name, too, which the uninstaller would remove.
  IfFileExists "$INSTDIR\_internal\*.*" 0 own_folder
  IfFileExists "$INSTDIR\${PROGRAM}" own_folder
  IfFileExists "$INSTDIR\qtbrowser.ico" own_folder
  MessageBox MB_OK|MB_ICONSTOP "Another program is in $INSTDIR. Choose another folder." /SD IDOK
  SetErrorLevel ${NOT_WRITTEN}
  Abort "Another program is in this folder."
  own_folder:
  ; An earlier version's files must not stay among the new ones. A folder "portable" beside them is the user's.
  Call PutAside
  SetOutPath "$INSTDIR"
  ClearErrors
  ; Until all is written: what ends before that has not written it.
  SetErrorLevel ${NOT_WRITTEN}
  File /r "${FILES}"
  File "/oname=qtbrowser.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  IfErrors 0 written
  Abort "Not all files could be written; an earlier version stays."
  written:
  SetErrorLevel 0
  SetOutPath "$INSTDIR"
  RMDir /r "${EARLIER}"
  StrCpy $IsAside ""

  CreateDirectory "$SMPROGRAMS"
  CreateShortcut "$SMPROGRAMS\QtBrowser.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\qtbrowser.ico"

  ; Links of our own scheme, folders, and Markdown files as one more choice under "Open with". A link may come from a web
  ; page: whatever it has after a quotation mark, nothing behind "--" is an option.
  WriteRegStr HKCU "${CLASSES}\qtbrowser" "" "URL:QtBrowser"
  WriteRegStr HKCU "${CLASSES}\qtbrowser" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\qtbrowser\DefaultIcon" "" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${CLASSES}\qtbrowser\shell\open\command" "" '"$INSTDIR\${PROGRAM}" -- "%1"'
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

  ; So that its name alone starts it from the Run box and from other programs.
  WriteRegStr HKCU "${APP_PATHS}\${PROGRAM}" "" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${APP_PATHS}\${CONSOLE_PROGRAM}" "" "$INSTDIR\${CONSOLE_PROGRAM}"
  !insertmacro TellExplorer

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "QtBrowser"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\qtbrowser.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${COMPANY}"
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
  Call un.PutAside
  Delete "$SMPROGRAMS\QtBrowser.lnk"
  RMDir /r "${EARLIER}"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\${CONSOLE_PROGRAM}"
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
  DeleteRegKey HKCU "${APP_PATHS}\${PROGRAM}"
  DeleteRegKey HKCU "${APP_PATHS}\${CONSOLE_PROGRAM}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  !insertmacro TellExplorer
SectionEnd
