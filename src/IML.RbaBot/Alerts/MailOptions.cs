using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Alerts;

/// <summary>The last resort when nobody can be reached in Teams. Section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>
    /// The mailbox that the bot sends from; empty for no mail. Its identity needs Mail.Send, limited to this mailbox by an application
    /// access policy.
    /// </summary>
    public string Mailbox { get; set; } = "";

    /// <summary>The client id of a user-assigned managed identity; empty for the identity that the environment offers.</summary>
    public string ManagedIdentityClientId { get; set; } = "";
}

/// <summary>Checks the mail settings at start.</summary>
public sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.Mailbox.Length == 0 || new EmailAddressAttribute().IsValid(options.Mailbox)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Mail:Mailbox is no mail address.");
}
