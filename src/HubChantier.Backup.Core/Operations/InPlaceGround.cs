using HubChantier.Backup.Sql;

namespace HubChantier.Backup.Operations;

/// <summary>What stays in a database when all that the role owns is dropped, and what of a dump is therefore left out.</summary>
/// <param name="Schemas">Schemas that stay.</param>
/// <param name="OthersSchemas">Those of them that the role may not comment on.</param>
/// <param name="Extensions">Extensions that are there; they all stay.</param>
/// <param name="OthersExtensions">Those of them that the role may not comment on.</param>
internal sealed record InPlaceGround(
    IReadOnlySet<string> Schemas, IReadOnlySet<string> OthersSchemas, IReadOnlySet<string> Extensions, IReadOnlySet<string> OthersExtensions)
{
    private readonly HashSet<string> _untoldComments = [];

    /// <summary>The schemas and extensions whose comments were left out: the role may not set them.</summary>
    public IReadOnlyCollection<string> UntoldComments => _untoldComments;

    /// <summary>Whether a statement of the dump is left out: it makes what stays, or says of what is another's.</summary>
    public bool LeavesOut(ObjectStatement statement)
    {
        switch (statement.Kind)
        {
            case ObjectStatementKind.CreateSchema:
                return Schemas.Contains(statement.Name);
            case ObjectStatementKind.CreateExtension:
                return Extensions.Contains(statement.Name);
            case ObjectStatementKind.AccessToSchema:
                // What stays keeps its owner and its grants.
                return OthersSchemas.Contains(statement.Name);
            default:
                bool left = (statement.Kind == ObjectStatementKind.CommentOnSchema ? OthersSchemas : OthersExtensions).Contains(statement.Name);
                if (left)
                {
                    _untoldComments.Add(statement.Name);
                }

                return left;
        }
    }
}
