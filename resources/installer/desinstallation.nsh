; What electron-builder's installer does not do by itself. The data of each person lie in %LOCALAPPDATA%\Rappel CFA,
; apart from the program; the key of their file lies in their own Windows session.

!include LogicLib.nsh
!include FileFunc.nsh

!macro customInit
  ; Uninstalling removes the whole folder of the program: it must never be the one that holds the data.
  ${If} ${FileExists} "$INSTDIR\donnees\*.*"
    MessageBox MB_OK|MB_ICONSTOP "Le dossier « $INSTDIR » contient les données chiffrées de Rappel CFA. Choisissez un autre dossier d’installation." /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
!macroend

!macro customUnInstall
  ; An update passes here too, and touches no data.
  ${IfNot} ${isUpdated}
    ; The person who uninstalls, whatever the mode: nobody judges the unsent work of the other sessions of this PC.
    SetShellVarContext current
    StrCpy $R7 "$LOCALAPPDATA\Rappel CFA"
    ${If} $installMode == "all"
      SetShellVarContext all
    ${EndIf}
    ${If} ${FileExists} "$R7\donnees\*.*"
      StrCpy $R8 "0"
      ${GetParameters} $R6
      ClearErrors
      ${GetOptions} $R6 "/PURGE=" $R5
      ${IfNot} ${Errors}
        StrCpy $R8 "$R5"
      ${ElseIfNot} ${Silent}
        MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Effacer aussi vos données chiffrées (« $R7 ») ?$\r$\n$\r$\nLes saisies qui n’ont pas encore été envoyées seraient perdues. Si vous répondez Non, le dossier reste en place et une nouvelle installation le retrouve." /SD IDNO IDNO +2
        StrCpy $R8 "1"
      ${EndIf}
      ${If} $R8 == "1"
        RMDir /r "$R7"
        DetailPrint "Données chiffrées effacées : $R7"
      ${Else}
        DetailPrint "Données chiffrées conservées : $R7"
      ${EndIf}
    ${EndIf}
  ${EndIf}
!macroend
