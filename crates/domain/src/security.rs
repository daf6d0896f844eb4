//! What is recorded of accounts, sign-ins and sealed identities beside the journals of tracks.

vocabulary! {
    /// What happened. The content of such a record holds no personal value and no secret.
    SecurityEvent {
        AccountMade = "account_made", "Akun dibuat", "Account made";
        AccountShut = "account_shut", "Akun ditutup", "Account shut";
        AccountOpened = "account_opened", "Akun dibuka kembali", "Account opened again";
        AccountInvited = "account_invited", "Undangan akun diberikan", "Invitation to an account given";
        InvitationAccepted = "invitation_accepted", "Undangan akun diterima", "Invitation to an account accepted";
        RoleGiven = "role_given", "Peran diberikan", "Role given";
        RoleEnded = "role_ended", "Peran berakhir", "Role ended";
        PersonNamed = "person_named", "Pemilik akun dicatat", "Person of an account named";
        Departed = "departed", "Petugas meninggalkan kantor", "Officer left the office";
        PasswordChanged = "password_changed", "Kata sandi diganti", "Password changed";
        SecondFactorSet = "second_factor_set", "Faktor kedua dipasang", "Second factor set";
        SecondFactorEnded = "second_factor_ended", "Faktor kedua dilepas", "Second factor ended";
        RecoveryCodesMade = "recovery_codes_made", "Kode pemulihan dibuat", "Recovery codes made";
        RecoveryCodeUsed = "recovery_code_used", "Kode pemulihan dipakai", "Recovery code used";
        SignedIn = "signed_in", "Masuk", "Signed in";
        SessionsEnded = "sessions_ended", "Sesi diakhiri", "Sessions ended";
        RefreshReused = "refresh_reused", "Token penyegar dipakai ulang; sesi diakhiri", "Refresh token used again; session ended";
        ClientMade = "client_made", "Sistem (klien) dibuat", "System (client) made";
        ClientConfirmed = "client_confirmed", "Sistem (klien) disetujui kepala kantor", "System (client) confirmed by the head of its office";
        ClientEnded = "client_ended", "Sistem (klien) diakhiri", "System (client) ended";
        TicketGiven = "ticket_given", "Tanda terima dengan rahasia diberikan", "Ticket given";
        TicketGivenAgain = "ticket_given_again", "Tanda terima diberikan lagi; yang lama berakhir", "Ticket given again; the old one ended";
        TicketEnded = "ticket_ended", "Tanda terima diakhiri", "Ticket ended";
        AnnouncedRead = "announced_read", "Laporan yang diumumkan dibaca di loket", "Announced report read at the counter";
        SecretMade = "secret_made", "Rahasia klien dibuat", "Client secret made";
        SecretEnded = "secret_ended", "Rahasia klien diakhiri", "Client secret ended";
        IdentityLinked = "identity_linked", "Identitas penerbit luar dihubungkan", "Identity of an outside issuer linked";
        IdentityUnlinked = "identity_unlinked", "Identitas penerbit luar dilepas", "Identity of an outside issuer unlinked";
        UnsealingAsked = "unsealing_asked", "Pembukaan identitas diminta", "Opening of an identity asked for";
        UnsealingConfirmed = "unsealing_confirmed", "Pembukaan identitas disetujui", "Opening of an identity confirmed";
        UnsealingEnded = "unsealing_ended", "Pembukaan identitas diakhiri", "Opening of an identity ended";
        IdentityRead = "identity_read", "Identitas dibaca", "Identity read";
        KeyRotated = "key_rotated", "Kunci diganti", "Key rotated";
        ErasureAsked = "erasure_asked", "Penghapusan seseorang diminta", "Erasure of a person asked for";
        ErasureAgreed = "erasure_agreed", "Penghapusan seseorang disetujui", "Erasure of a person agreed to";
        ErasureEnded = "erasure_ended", "Permintaan penghapusan diakhiri", "Request for an erasure ended";
        Erased = "erased", "Data dihapus", "Data erased";
    }
}
